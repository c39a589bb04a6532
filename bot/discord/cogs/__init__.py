"""Commands by subject. Each module has one class, Cog."""
