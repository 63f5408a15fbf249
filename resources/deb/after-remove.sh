#!/bin/sh
# What dpkg runs after it has removed Cirrus, or before it installs another version.
set -e
command='/usr/bin/${executable}'
if [ "$(readlink "$command")" = '/opt/${sanitizedProductName}/resources/terminal/cirrus' ]; then rm "$command"; fi
