"""The language wall and the name wall: what a student's program may say, and what it may reach.

A program's text comes in, a code object with guards goes out (`compile_program`); it runs in a namespace that has the
guards (`namespace`). Importing this imports torch, numpy and matplotlib: the warm parent does it once. Next: `runner`.
"""

from sandbox.policy.namespace import namespace, refusal
from sandbox.policy.program import compile_program
from sandbox.policy.refusal import SENTENCES, Refusal
from sandbox.policy.suggest import suggestion

__all__ = ["SENTENCES", "Refusal", "compile_program", "namespace", "refusal", "suggestion"]
