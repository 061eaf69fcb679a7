"""Makes the artifacts of a release: tools/release."""
