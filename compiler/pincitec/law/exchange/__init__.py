"""Legal formats of others, in and out: Akoma Ntoso 3.0 and USLM 2 are read, Akoma Ntoso is written."""
