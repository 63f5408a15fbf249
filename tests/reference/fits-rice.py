"""Tiles compressed with RICE_1 by astropy (the code of CFITSIO): python fits-rice.py > fits-rice.json"""
import numpy as np, base64, json, io
from astropy.io import fits
rng=np.random.default_rng(3)
out={}
cases={
 'int32 smooth with jumps': (rng.integers(-50,50,300).cumsum()+np.where(np.arange(300)>150,2**30,0)).astype(np.int32),
 'int32 noise over the whole range': rng.integers(-2**31,2**31-1,100).astype(np.int32),
 'int16 noise': rng.integers(-2**15,2**15-1,100).astype(np.int16),
 'uint8 noise and a constant run': np.r_[rng.integers(0,255,70),np.full(64,7),rng.integers(0,4,50)].astype(np.uint8),
}
for name,a in cases.items():
    h=fits.CompImageHDU(a,compression_type='RICE_1')
    b=io.BytesIO(); fits.HDUList([fits.PrimaryHDU(),h]).writeto(b)
    b.seek(0)
    r=fits.open(b,disable_image_compression=True)[1]
    tile=r.data['COMPRESSED_DATA'][0]
    hd=r.header
    out[name]={'bytePix':int(hd['ZVAL2']),'blockSize':int(hd['ZVAL1']),'tiles':len(r.data),'compressed':base64.b64encode(bytes(tile)).decode(),'pixels':a.tolist()}
print(json.dumps(out))
