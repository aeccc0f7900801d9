"""Many cases at once: files and frames read, checked, decided and written, on one machine or many. Beside `determine` for one case."""
