"""The library's rules in other systems and by hand, compared and timed beside ours: `make bench-peers`, page `bench/peers/README.md`."""
