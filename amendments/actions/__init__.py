"""The only writers: one function an act, one file an actor's work.

An act has six beats: lock, check, change, save named fields, record, promise. It is called with `acting_user`, and names all
that it is given; it refuses with `Refused`, and then nothing was changed.
"""
