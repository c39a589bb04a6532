"""How the tutor is doing: its log, its metrics for Prometheus, its health, and which copy of it serves.

Nothing here knows a student: ids enter the log through a keyed hash, and a metric's labels are ours alone.
"""
