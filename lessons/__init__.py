"""The course: texts, cells and pure checks. Imports only `sandbox.protocol`."""
