#!/usr/bin/env python3
"""Analyzes a fleet of clusters with svcenv on Spark.

    spark-submit --py-files analysis.py fleet.py --input DIR --output DIR [--versions 1.37,1.38]

--input is a directory of files that `svcenv collect` wrote (CLUSTER.json.gz), or, with --format
parquet or json, a table with the columns `cluster` and `dump`. Writes the records that analysis.py
describes to --output as Parquet, partitioned by `record`, and prints their totals as JSON. The
program svcenv must be on each worker: in $PATH, at $SVCENV, or at --svcenv.

A cluster is split into namespaces, and each namespace is one unit of work: a snapshot and requests
for `svcenv batch`, then lint and size. A task that Spark repeats gives the same records.
"""

import argparse
import json
import sys
import threading

import analysis
import pandas
from pyspark.sql import SparkSession, functions, types

NAMESPACES = "cluster string, namespace string, objects string, code string, message string"
RECORDS = types.StructType(
    [types.StructField(name, types.LongType() if name in analysis.NUMBERS else types.StringType()) for name in analysis.FIELDS]
)
ROWS = 200  # records in one pandas DataFrame


def frames(rows, columns):
    """Yields DataFrames of up to ROWS rows."""
    rows = iter(rows)
    while True:
        part = [row for _, row in zip(range(ROWS), rows)]
        if not part:
            return
        yield pandas.DataFrame(part, columns=list(columns))


def split_clusters(tables):
    """Splits each (cluster, dump) into its namespaces, or into a row with an error."""

    def rows():
        for table in tables:
            for cluster, dump in zip(table["cluster"], table["dump"]):
                data = dump.encode() if isinstance(dump, str) else dump
                try:
                    for namespace, objects in analysis.split(cluster, data):
                        yield cluster, namespace, objects, "", ""
                except analysis.Rejected as rejected:
                    yield cluster, "", "", rejected.code, rejected.reason

    # One namespace at a time: it may be large.
    for row in rows():
        yield pandas.DataFrame([row], columns=["cluster", "namespace", "objects", "code", "message"])


def analyzer(program, versions, timeout):
    """Returns the function that analyzes a partition of namespaces."""

    def analyze(tables):
        batch = analysis.Batch(program, timeout)

        def rows():
            for table in tables:
                for row in table.itertuples(index=False):
                    if row.code:
                        yield analysis.record("rejected", row.cluster, row.namespace, code=row.code, message=row.message)
                    else:
                        yield from analysis.analyze(batch, program, row.cluster, row.namespace, row.objects, versions, timeout)

        try:
            yield from frames(rows(), analysis.FIELDS)
        finally:
            batch.close()

    return analyze


def read(spark, path, form):
    if form != "files":
        return spark.read.format(form).load(path).select("cluster", "dump")
    files = spark.read.format("binaryFile").option("pathGlobFilter", "*.json*").load(path)
    name = functions.regexp_extract("path", r"([^/]+?)(\.json)?(\.gz)?$", 1)
    return files.select(name.alias("cluster"), functions.col("content").alias("dump"))


def show_progress(spark, ended):
    """Writes the state of the running stages to stderr every ten seconds."""
    tracker, last = spark.sparkContext.statusTracker(), None
    while not ended.wait(10):
        stages = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
        state = ", ".join(
            f"stage {one.stageId}: {one.numCompletedTasks} of {one.numTasks} tasks, {one.numActiveTasks} running, {one.numFailedTasks} failed"
            for one in stages
            if one is not None
        )
        if state and state != last:
            print(state, file=sys.stderr, flush=True)
        last = state


def totals(records):
    """Returns {record: {code: count}}, and the sums of bytes."""
    found = {}
    grouped = records.groupBy("record", "code").agg(functions.count("*").alias("count"), functions.sum("bytes").alias("bytes"))
    for row in grouped.collect():
        found.setdefault(row["record"], {})[row["code"] or "all"] = [row["count"], row["bytes"]]
    return found


def parse(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", required=True)
    parser.add_argument("--format", choices=["files", "parquet", "json"], default="files")
    parser.add_argument("--output", required=True)
    parser.add_argument("--svcenv", help="the program on each worker")
    parser.add_argument("--versions", default="1.37,1.38", help="the first is that of lint and size; the others are compared with it")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for one request or one command")
    parser.add_argument("--totals", help="also write the totals to this file, without what Spark writes to stdout")
    parser.add_argument("--partitions", type=int, default=0, help="of the namespaces; default: Spark's")
    return parser.parse_args(words)


def main(words=None):
    args = parse(words)
    spark = SparkSession.builder.appName("svcenv fleet").getOrCreate()
    ended = threading.Event()
    threading.Thread(target=show_progress, args=(spark, ended), daemon=True).start()
    namespaces = read(spark, args.input, args.format).mapInPandas(split_clusters, NAMESPACES)
    partitions = args.partitions or int(spark.conf.get("spark.sql.shuffle.partitions"))
    namespaces = namespaces.repartition(partitions, "cluster", "namespace")
    analyze = analyzer(analysis.program_path(args.svcenv), args.versions.split(","), args.timeout)
    namespaces.mapInPandas(analyze, RECORDS).write.mode("overwrite").partitionBy("record").parquet(args.output)
    ended.set()
    records = spark.read.schema(RECORDS).parquet(args.output)
    text = json.dumps(totals(records), indent=1, sort_keys=True)
    print(text)
    if args.totals:
        with open(args.totals, "w") as file:
            file.write(text + "\n")
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
