"""The only module that both sides import: a Job goes in, an Observation comes out.

Every value is frozen and checked when it is decoded; the limits here are the ones the doors keep.
Beside it are what it says of gradients (`leaves`) and how values go over a socket (`frames`); both are imported by way
of this module.
"""

from typing import Annotated, Literal

import msgspec

from sandbox.frames import MAX_FRAME_BYTES as MAX_FRAME_BYTES
from sandbox.frames import BadFrame as BadFrame
from sandbox.frames import decode as decode
from sandbox.frames import frame as frame
from sandbox.frames import read_frame as read_frame
from sandbox.frames import split as split
from sandbox.leaves import Frozen as Frozen
from sandbox.leaves import Gradient as Gradient
from sandbox.leaves import Graph as Graph
from sandbox.leaves import Missing as Missing
from sandbox.leaves import Node as Node
from sandbox.leaves import Numbers as Numbers
from sandbox.leaves import Why as Why

MAX_SOURCE_BYTES = 16 * 1024
MAX_OUTPUT_CHARS = 16 * 1024

STUDENT_FILE = "<your code>"  # the file name under which a student's program is compiled

Status = Literal["ok", "error", "refused", "timeout", "memory", "output", "crash", "internal"]
OutputKind = Literal["stdout", "echo", "figure"]


class Swap(Frozen, frozen=True):
    """Wherever a program makes a tensor of the numbers `old`, flattened, it gets one of `new` instead, of `shape`
    (where that is None, of the shape that it made). Both are flattened; the dtype stays as the program has it."""

    old: Annotated[tuple[float, ...], msgspec.Meta(min_length=1, max_length=64)]
    new: Annotated[tuple[float, ...], msgspec.Meta(min_length=1, max_length=64)]
    shape: Annotated[tuple[int, ...], msgspec.Meta(max_length=20)] | None = None


class Twist(Frozen, frozen=True):
    """Other circumstances, which an honest program survives and a typed-in answer does not.

    `seed_offset` is added to each seed that the program itself sets; `double` makes float64 the default dtype; with
    `fill`, memory that nothing was written to shows as NaN (of integers, the largest); `swaps` are the task's numbers
    replaced as torch takes them in, whatever syntax made them.
    """

    seed_offset: Annotated[int, msgspec.Meta(ge=0, lt=2**16)] = 0
    double: bool = False
    fill: bool = False
    swaps: Annotated[tuple[Swap, ...], msgspec.Meta(max_length=8)] = ()


class Job(Frozen, frozen=True):
    """One program to run once, in a fresh child.

    `setup` runs first in the same namespace and leaves no output (a card's earlier cells); `seed` seeds torch, numpy
    and random; `deadline_ms` is wall time from the start of the run; `trace` asks for evidence; `twist` changes what
    the program meets. `numeric` asks for the graph of the first backward, and for derivatives by running the program
    again with a leaf's elements shifted (which takes a moment after the run, and is no part of its time).
    """

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    source: str
    setup: str = ""
    seed: Annotated[int, msgspec.Meta(ge=0, lt=2**32)] = 0
    deadline_ms: Annotated[int, msgspec.Meta(ge=50, le=60_000)] = 5_000
    trace: bool = False
    twist: Twist | None = None
    numeric: bool = False


class Output(Frozen, frozen=True):
    """A piece of what the chat shows, in order. A figure's text is its PNG in base64."""

    kind: OutputKind
    text: str


class Fault(Frozen, frozen=True):
    """Why a run did not end well.

    `type` and `message` are Python's own; `line` is 1-based in the job's source. A refusal of ours has a `key` (which
    rule) and `facts` (the names it is about), from which the bot makes a sentence in the student's language.
    """

    type: str
    message: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    hint: str | None = None
    key: str = ""
    facts: dict[str, str] = msgspec.field(default_factory=dict)
    traceback: str = ""


class TensorView(Frozen, frozen=True):
    """One tensor that the program touched. `made` is the operation that made it ("torch.rand", "Tensor.add",
    "torch.from_numpy"), or "unseen" (the old `torch.Tensor(...)`). `first` and `last` are its values, flattened, when
    first seen and at the end; they are None beyond 64 elements. `parents` went into it; `random` says that chance
    did, too. Tensors and arrays of equal `memory` share it, and one count numbers both. `step` orders what was made,
    looked at and written."""

    id: int
    made: str
    line: int | None
    shape: tuple[int, ...]
    dtype: str
    memory: int
    first: tuple[float | int | bool, ...] | None
    last: tuple[float | int | bool, ...] | None
    parents: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    requires_grad: bool = False
    is_leaf: bool = True
    random: bool = False
    step: int = 0


class ArrayView(Frozen, frozen=True):
    """One numpy array that met a tensor or was in a variable. `made` is "array", or "Tensor.numpy" where a tensor gave
    it."""

    id: int
    made: str
    shape: tuple[int, ...]
    dtype: str
    memory: int
    first: tuple[float | int | bool, ...] | None
    last: tuple[float | int | bool, ...] | None
    names: tuple[str, ...] = ()


class Look(Frozen, frozen=True):
    """Something was read of a tensor: `what` is "dtype", "shape", "dim", "len", "numel", "item", "numpy", "tolist",
    "grad" or "show"; `values` are the tensor's at that moment; `at` is how many outputs there were by then (the piece
    that is being printed may count already)."""

    what: str
    tensor: int
    line: int | None
    at: int
    step: int
    values: tuple[float | int | bool, ...] | None = None


class Write(Frozen, frozen=True):
    """A tensor was changed in place through torch, or an array through NumPy: `target` is its number; `before` are a
    tensor's values up to then, which may never have been read."""

    target: int
    side: Literal["torch", "numpy"]
    line: int | None
    step: int
    before: tuple[float | int | bool, ...] | None = None


class Evidence(Frozen, frozen=True):
    """What happened to which tensor. `tampered` names what the program replaced in torch, NumPy or the built-ins;
    `truncated` says that some of the rest was left out."""

    tensors: tuple[TensorView, ...] = ()
    arrays: tuple[ArrayView, ...] = ()
    looks: tuple[Look, ...] = ()
    writes: tuple[Write, ...] = ()
    tampered: tuple[str, ...] = ()
    truncated: bool = False


class Observation(Frozen, frozen=True):
    """What happened in one run, under which torch. What it is worth is decided elsewhere."""

    id: str
    status: Status
    outputs: tuple[Output, ...] = ()
    echo: str | None = None
    error: Fault | None = None
    gradients: tuple[Gradient, ...] = ()
    duration_ms: float = 0.0
    evidence: Evidence | None = None
    device: str = "cpu"
    clipped: bool = False
    missing: tuple[Missing, ...] = ()
    graph: Graph | None = None
    torch: str = ""

    @property
    def stdout(self) -> str:
        """The printed text alone."""
        return "".join(piece.text for piece in self.outputs if piece.kind == "stdout")


class Printed(Frozen, tag="out", frozen=True):
    """A child's word to the server while it runs: one more piece of output, sent at once so that a kill loses none."""

    output: Output


class Finished(Frozen, tag="end", frozen=True):
    """A child's last word. The server adds what only it can know: the id, and a kill."""

    status: Status
    echo: str | None = None
    error: Fault | None = None
    gradients: tuple[Gradient, ...] = ()
    duration_ms: float = 0.0
    evidence: Evidence | None = None
    device: str = "cpu"
    clipped: bool = False
    missing: tuple[Missing, ...] = ()
    graph: Graph | None = None
