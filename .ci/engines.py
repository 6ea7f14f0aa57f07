"""usage: engines.py duckdb|spark SCRIPT FACTS OUT: the rows of `indicateurs`, computed by an engine from the facts."""
import csv, glob, os, sys

engine, script, facts, out = sys.argv[1:]
text = open(script, encoding="utf-8").read()
if engine == "duckdb":
    import duckdb

    base = duckdb.connect()
    base.execute(text)
    for path in sorted(glob.glob(facts + "/*.csv")):
        base.execute(f"COPY {os.path.basename(path)[:-4]} FROM '{path}' (HEADER, DELIMITER ',')")
    found = base.execute("SELECT * FROM indicateurs")
    names, rows = [column[0] for column in found.description], found.fetchall()
else:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config(
        "spark.sql.shuffle.partitions", "1"
    ).getOrCreate()
    for statement in text.replace("'faits/", f"'{facts}/").split(";\n"):
        lines = [line for line in statement.split("\n") if not line.startswith("--")]
        if "".join(lines).strip():
            spark.sql("\n".join(lines))
    found = spark.sql("SELECT * FROM indicateurs")
    names, rows = found.columns, [list(row) for row in found.collect()]
with open(out, "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows(["" if cell is None else repr(cell) if isinstance(cell, float) else cell for cell in row] for row in rows)
