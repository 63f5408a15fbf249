"""What healpy reads from the maps of written-maps.ts, with the checksums of the files:

    node written-maps.ts FOLDER && python written-maps.py FOLDER > written-maps.json
"""
import hashlib
import json
import pathlib
import sys

import healpy as hp
import numpy as np

maps = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.fits")):
    nest = "nested" in path.name
    columns, header = hp.read_map(path, field=None, nest=None, partial="partial" in path.name, h=True, dtype=None)
    cards = dict(header)
    good = [~hp.mask_bad(column) for column in columns]
    at = np.unique([*np.linspace(0, columns[0].size - 1, 8).astype(int), *np.flatnonzero(good[0])[::11][:8]])
    maps[path.name] = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "nside": int(hp.get_nside(columns)),
        "ordering": cards["ORDERING"],
        "coordsys": cards.get("COORDSYS"),
        "columns": [
            {
                "name": cards[f"TTYPE{i + 1 + ('partial' in path.name)}"],
                "type": column.dtype.name,
                "seen": int(seen.sum()),
                "samples": [[int(p), float(column[p]) if seen[p] else None] for p in at],
            }
            for i, (column, seen) in enumerate(zip(columns, good))
        ],
    }
print(json.dumps({"made by": f"healpy {hp.__version__}", "maps": maps}))
