"""The reference libraries on one answers file; prints one JSON line a step, with CPU seconds and peak memory.

usage: reference_stats.py alpha|dawid_skene ANSWERS.csv [TRUTH.csv]
"""
import json
import resource
import sys
import time

import pandas


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def say(step, started, **more):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"step": step, "cpu_seconds": round(cpu() - started, 3), "peak_mb": peak, **more}), flush=True)


def alpha(answers):
    import krippendorff

    started = cpu()
    counts = pandas.crosstab(answers["task"], answers["label"]).to_numpy()
    say("count", started)
    started = cpu()
    value = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    say("alpha", started, value=value)


def dawid_skene(answers, truth):
    from crowdkit.aggregation import DawidSkene

    started = cpu()
    model = DawidSkene(n_iter=100)
    labels = model.fit_predict(answers)
    accuracy = (labels == truth.set_index("task")["label"].reindex(labels.index)).mean()
    say("dawid_skene", started, iterations=len(model.loss_history_), accuracy=accuracy)


started = cpu()
data = pandas.read_csv(sys.argv[2])
say("read", started)
if sys.argv[1] == "alpha":
    alpha(data)
else:
    dawid_skene(data, pandas.read_csv(sys.argv[3]))
