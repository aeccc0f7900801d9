"""The values of facts at which an answer may change: below, at and above each limit that the rules set. Nothing here decides anything."""
