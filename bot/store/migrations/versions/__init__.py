"""One file per step: `NNNN_what.py`. `bot.store.schema.HEAD` names the newest."""
