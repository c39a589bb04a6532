"""The untrusted side: runs a student's program and reports what happened. Imports nothing of ours."""
