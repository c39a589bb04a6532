"""The folder of one exercise."""
