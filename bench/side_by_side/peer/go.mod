// tests/judge/build writes the requirements of the Kubernetes version that it builds for.
module svcenv/bench/side_by_side/peer

go 1.21
