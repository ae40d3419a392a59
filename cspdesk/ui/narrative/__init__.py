"""The editor of texts that are bound to the record: document, list of figures, marks of what the check found."""
