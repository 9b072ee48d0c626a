"""The tree is that of RFC 6962: by values others have published, and by its own laws."""

import hashlib

import pytest

from claims.proof import merkle

# The leaves that the tests of certificate transparency logs share, and the roots of their trees.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]  # noqa: E501  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [merkle.leaf(bytes.fromhex(leaf)) for leaf in LEAVES]
MANY = [merkle.leaf(str(n).encode()) for n in range(40)]


def test_roots_are_those_that_others_published():
    assert [merkle.root(HASHES[: n + 1]).hex() for n in range(8)] == ROOTS
    assert merkle.root([]) == hashlib.sha256().digest()


def test_every_leaf_is_proved_in_every_tree_and_no_other_in_its_place():
    for size in range(1, len(MANY) + 1):
        root = merkle.root(MANY[:size])
        for place in range(size):
            path = merkle.inclusion(merkle.of(MANY), place, size)
            assert merkle.root_by_inclusion(MANY[place], place, size, path) == root
            assert merkle.root_by_inclusion(merkle.leaf(b"?"), place, size, path) != root


@pytest.mark.parametrize("change", [lambda p: p[:-1], lambda p: [*p, p[0]]])
def test_a_path_of_another_length_is_refused(change):
    path = merkle.inclusion(merkle.of(MANY), 3, 11)

    with pytest.raises(ValueError, match="path is too"):
        merkle.root_by_inclusion(MANY[3], 3, 11, change(path))


def test_every_tree_is_the_beginning_of_every_later_one_and_of_no_other():
    forged = [merkle.leaf(b"forged"), *MANY[1:]]
    for new in range(1, len(MANY) + 1):
        for old in range(1, new + 1):
            path = merkle.consistency(merkle.of(MANY), old, new)
            first, second = merkle.root(MANY[:old]), merkle.root(MANY[:new])
            assert merkle.continues(old, first, new, second, path)
            assert not merkle.continues(old, merkle.root(forged[:old]), new, second, path)
            assert not merkle.continues(old, first, new, merkle.root(forged[:new]), path)
            assert not merkle.continues(old, first, new, second, [*path, first])
