module svcenv/tests/judge

go 1.22
