/** The TensorFlow whose C API the binding is compiled against. */
export const tensorflowVersion = '2.21.0'

/**
 * @typedef {object} Wheel
 * @property {string} url
 * @property {number} bytes size of the wheel
 * @property {string} sha256 as PyPI's index has it, hexadecimal
 * @property {number} unpackedBytes of the files that are needed of it: libraries, and of NVIDIA's wheels all but headers
 */

/**
 * @typedef {object} Build a TensorFlow for a kind of machine
 * @property {'cpu' | 'cuda'} flavour
 * @property {string} platform Node's names: `linux-x64`
 * @property {readonly Wheel[]} wheels TensorFlow's own first; the others have CUDA, in the versions that TensorFlow asks for
 */

/** @type {(path: string, bytes: number, sha256: string, unpackedBytes: number) => Wheel} */
const wheel = (path, bytes, sha256, unpackedBytes) => ({
  url: `https://files.pythonhosted.org/packages/${path}`,
  bytes,
  sha256,
  unpackedBytes,
})

/**
 * What an installed package fetches at its first run, since a user's machine has no pip: addresses, sizes and checksums
 * of PyPI's index, and sizes of the files inside from the wheels' own directories.
 * @type {readonly Build[]}
 */
export const tensorflowBuilds = [
  {
    flavour: 'cpu',
    platform: 'linux-x64',
    wheels: [
      wheel(
        '6f/07/a691049cb74276164d8449de9e25c4f51ad3111a3eba86358395d2552fc3/tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
        274_000_871,
        'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
        853_308_936,
      ),
    ],
  },
  {
    flavour: 'cuda',
    platform: 'linux-x64',
    wheels: [
      wheel(
        'ce/d7/6e71b4ded8ce99cd21add95611ca14af6e9ad4f2baeabdeb79a4a6b3cb1f/tensorflow-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
        572_611_111,
        'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
        1_259_021_080,
      ),
      wheel(
        '7b/ea/9b6c36aef90766eebb4763aded157039e797ae9789c9c216e960d1d3cd47/nvidia_cublas_cu12-12.9.3.13-py3-none-manylinux_2_27_x86_64.whl',
        581_217_458,
        'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
        855_064_416,
      ),
      wheel(
        'f8/02/2adcaa145158bf1a8295d83591d22e4103dbfd821bcaf6f3f53151ca4ffa/nvidia_cuda_cupti_cu12-12.8.90-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
        10_248_621,
        'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182',
        41_311_976,
      ),
      wheel(
        '25/48/b54a06168a2190572a312bfe4ce443687773eb61367ced31e064953dd2f7/nvidia_cuda_nvcc_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
        40_546_229,
        '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
        97_998_760,
      ),
      wheel(
        'b8/85/e4af82cc9202023862090bfca4ea827d533329e925c758f0cde964cb54b7/nvidia_cuda_nvrtc_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
        89_568_129,
        '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
        227_340_992,
      ),
      wheel(
        'bc/46/a92db19b8309581092a3add7e6fceb4c301a3fd233969856a8cbf042cd3c/nvidia_cuda_runtime_cu12-12.9.79-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
        3_493_179,
        '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
        5_342_176,
      ),
      wheel(
        'ce/64/56ce3cad192cc75b50da3be44e36741ba963c84d3d2ca10aaa5ec16c49c3/nvidia_cudnn_cu12-9.28.0.42-py3-none-manylinux_2_27_x86_64.whl',
        716_538_495,
        '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
        1_162_393_472,
      ),
      wheel(
        '95/f4/61e6996dd20481ee834f57a8e9dca28b1869366a135e0d42e2aa8493bdd4/nvidia_cufft_cu12-11.4.1.4-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
        200_877_592,
        'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
        293_609_416,
      ),
      wheel(
        '31/44/193a0e171750ca9f8320626e8a1f2381e4077a65e69e2fb9708bd479e34a/nvidia_curand_cu12-10.3.10.19-py3-none-manylinux_2_27_x86_64.whl',
        68_295_626,
        '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
        166_965_432,
      ),
      wheel(
        '33/40/79b0c64d44d6c166c0964ec1d803d067f4a145cca23e23925fd351d0e642/nvidia_cusolver_cu12-11.7.5.82-py3-none-manylinux_2_27_x86_64.whl',
        338_117_415,
        '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
        494_975_064,
      ),
      wheel(
        '12/46/b0fd4b04f86577921feb97d8e2cf028afe04f614d17fb5013de9282c9216/nvidia_cusparse_cu12-12.5.10.65-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
        366_465_088,
        '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
        486_556_368,
      ),
      wheel(
        'f3/f8/9dce3698eed6fae28078eb38f748feb1665767693d8017c099de9fbf0b08/nvidia_nccl_cu12-2.32.3-py3-none-manylinux_2_27_x86_64.whl',
        351_526_311,
        'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
        489_653_380,
      ),
      wheel(
        '46/0c/c75bbfb967457a0b7670b8ad267bfc4fffdf341c074e0a80db06c24ccfd4/nvidia_nvjitlink_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
        39_748_338,
        'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
        95_935_344,
      ),
    ],
  },
  {
    flavour: 'cpu',
    platform: 'linux-arm64',
    wheels: [
      wheel(
        '20/a5/f139fbbd4e81a2e556170718698acf518a71a84927fa1dc1f5935b6ab3d2/tensorflow-2.21.0-cp312-cp312-manylinux_2_27_aarch64.whl',
        281_946_471,
        'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
        883_062_208,
      ),
    ],
  },
]
