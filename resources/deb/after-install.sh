#!/bin/sh
# What dpkg runs after it has unpacked Cirrus. electron-builder fills in the names.
set -e
installed='/opt/${sanitizedProductName}'
command='/usr/bin/${executable}'

# The command of the terminal. A file of somebody else's by this name stays.
if [ -L "$command" ] || [ ! -e "$command" ]; then
  ln -sfn "$installed/resources/terminal/cirrus" "$command"
else
  echo "$command is not Cirrus's own and was left as it is." >&2
fi

# Chromium's sandbox, for kernels or policies that give no user namespaces to unlisted programs.
chmod 4755 "$installed/chrome-sandbox"

for update in 'update-mime-database /usr/share/mime' 'update-desktop-database /usr/share/applications'; do
  if command -v "${update%% *}" >/dev/null; then $update || true; fi
done
