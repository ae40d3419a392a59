"""The plan drawn as a timeline: what is drawn, where, in which words, and how it is moved."""
