"""The history of the schema, oldest first under `versions/`. A released file is never changed again."""
