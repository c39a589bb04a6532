"""Frames that lie, and values of any kind, for the two places where the server reads from outside."""

from hypothesis import strategies as st

# All that MessagePack can say.
plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


def framed(body: bytes, length: int | None = None) -> bytes:
    """A body with a header that may lie."""
    return (len(body) if length is None else length).to_bytes(4, "big") + body
