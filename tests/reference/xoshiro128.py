"""First outputs of xoshiro128** 1.1 in Python's own integers, for tests/shared/random. Prints them; no package needed."""


def rotate(x, k):
    return ((x << k) | (x >> (32 - k))) & 0xFFFFFFFF


s = [1, 2, 3, 4]
for _ in range(10):
    print(rotate(s[1] * 5 & 0xFFFFFFFF, 7) * 9 & 0xFFFFFFFF)
    t = s[1] << 9 & 0xFFFFFFFF
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotate(s[3], 11)
