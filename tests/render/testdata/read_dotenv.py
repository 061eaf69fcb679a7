"""Writes the variables of a .env file as python-dotenv reads them: NAME=value, a NUL byte after each."""

import sys

import dotenv

for name, value in dotenv.dotenv_values(sys.argv[1]).items():
    sys.stdout.buffer.write(f"{name}={value}\0".encode())
