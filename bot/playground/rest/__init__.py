"""REST v10, by subject: the application, its messages, its answers to interactions."""
