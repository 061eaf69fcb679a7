// Requirements and replacements differ by Kubernetes version: tests/judge/build writes them.
module svcenv/tests/judge/oracle

go 1.21
