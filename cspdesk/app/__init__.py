"""Where the parts are joined, for the window and the command line alike; nothing here knows of either.

files: opened for a purpose, backed up, restored. named: what people call by reference or name.
importing: ledgers into the record. documents: from the record to paper. plans: a plan out of the record, as document,
workbook or calendar; plan_imports and plan_outcome: a plan back into it, and what is said of that.
indicators: published figures into the record; indicator_outcome: what is said of that.
typed_figures and indicator_edits: the same by hand. figures: what sentences can be bound to.
"""
