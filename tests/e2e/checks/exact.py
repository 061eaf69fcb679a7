"""Holds svcenv against a real kubelet: exact.py JUDGE LEAST, with what `tests/judge/generate --cluster` writes as input.

For each pod that the API server takes: the environment, command and args that the kubelet gives to the container
runtime, those of the process, exec probes and sub-paths, against what svcenv reads from the live cluster. Status 1:
a mismatch, or fewer than LEAST pods."""

import concurrent.futures
import json
import sys

import comparison
import judge
import population


def main():
    program, least = sys.argv[1], int(sys.argv[2])
    pods, generated = population.populate([json.loads(line) for line in sys.stdin])
    compared = comparison.Comparison(judge.Requests(program))
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as workers:
        list(workers.map(compared.compare, pods))
    print("%8d pods generated; the API server rejects some of them" % generated)
    first = ("pods", "containers", "variables", "words of command and args", "processes", "exec probes", "sub-paths")
    for what in first + tuple(sorted(compared.counts.keys() - set(first))):
        print("%8d %s" % (compared.counts[what], what))
    print("%8d mismatches" % len(compared.mismatches))
    for mismatch in compared.mismatches[:20]:
        print(json.dumps(mismatch, indent=1))
    if compared.counts["pods"] < least:
        print("error: fewer than %d pods" % least)
    return 1 if compared.mismatches or compared.counts["pods"] < least else 0


if __name__ == "__main__":
    sys.exit(main())
