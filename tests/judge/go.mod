module svcenv/tests/judge

go 1.22

require gopkg.in/evanphx/json-patch.v4 v4.13.0

require github.com/pkg/errors v0.9.1 // indirect
