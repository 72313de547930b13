"""M1 to M4 (docs/reference/benchmarks.md) in SimPy 3 or 4.

    python3 simpy_models.py version
    python3 simpy_models.py m1|m2|m3|m4 SIZE [SEED]

SIZE is the number of timers (m1), of customers (m2) or of parts (m3, m4). Prints one line of JSON: events as the page
counts them, parts, seconds of processor time, and the value that the page says must come out.
"""

import json
import platform
import random
import sys
import time

import simpy

if int(simpy.__version__.split(".")[0]) < 3:
    sys.exit("SimPy 3 or 4 is needed, this is " + simpy.__version__)

TIMER_EVENTS = 500_000
STATIONS, PLACES = 20, 5


def m1(timers, draw):
    """Timers that wait Exp(1), fire and wait again."""
    env = simpy.Environment()
    fired = [0]
    events = TIMER_EVENTS if timers <= 1000 else 300_000
    done = env.event()

    def timer():
        while True:
            yield env.timeout(draw.expovariate(1))
            fired[0] += 1
            if fired[0] == events:
                done.succeed()

    for _ in range(timers):
        env.process(timer())
    env.run(done)
    return events, events, env.now * timers / events


def m2(customers, draw):
    """M/M/1 with load 0.9; the value is the mean time in the system, about 10."""
    env = simpy.Environment()
    server = simpy.Resource(env)
    left = [0]
    total = [0.0]
    done = env.event()

    def customer():
        came = env.now
        with server.request() as request:
            yield request
            yield env.timeout(draw.expovariate(1))
        total[0] += env.now - came
        left[0] += 1
        if left[0] == customers:
            done.succeed()

    def arrivals():
        while True:
            yield env.timeout(draw.expovariate(0.9))
            env.process(customer())

    env.process(arrivals())
    env.run(done)
    return 2 * customers, customers, total[0] / customers


def m3(parts, draw):
    """Twenty stations of 60 s with operating-time failures; the value is parts an hour, about 36.5 in the long run."""
    env = simpy.Environment()
    stores = [simpy.Store(env, PLACES) for _ in range(STATIONS - 1)]
    done = env.event()
    events = [0]

    def station(i):
        up = draw.expovariate(1 / 6000)
        made = 0
        while True:
            part = made if i == 0 else (yield stores[i - 1].get())
            left = 60.0
            while up < left:
                yield env.timeout(up)
                left -= up
                yield env.timeout(draw.expovariate(1 / 600))
                up = draw.expovariate(1 / 6000)
                events[0] += 2
            yield env.timeout(left)
            up -= left
            events[0] += 1
            made += 1
            if i < STATIONS - 1:
                yield stores[i].put(part)
            elif made == parts:
                done.succeed()

    for i in range(STATIONS):
        env.process(station(i))
    env.run(done)
    return events[0], parts, 3600 * parts / env.now


def m4(parts, draw):
    """Twelve operators for twenty stations of Exp(60 s); the value is parts an hour, about 35.9 in the long run."""
    env = simpy.Environment()
    stores = [simpy.Store(env, PLACES) for _ in range(STATIONS - 1)]
    operators = simpy.Resource(env, 12)
    done = env.event()
    events = [0]

    def station(i):
        made = 0
        while True:
            part = made if i == 0 else (yield stores[i - 1].get())
            with operators.request() as request:
                yield request
                yield env.timeout(draw.expovariate(1 / 60))
            events[0] += 1
            made += 1
            if i < STATIONS - 1:
                yield stores[i].put(part)
            elif made == parts:
                done.succeed()

    for i in range(STATIONS):
        env.process(station(i))
    env.run(done)
    return events[0], parts, 3600 * parts / env.now


def main(words):
    if words == ["version"]:
        print("SimPy %s, %s %s" % (simpy.__version__, platform.python_implementation(), platform.python_version()))
        return
    model, size = words[0], int(words[1])
    draw = random.Random(int(words[2]) if len(words) > 2 else 1)
    start = time.process_time()
    events, parts, value = {"m1": m1, "m2": m2, "m3": m3, "m4": m4}[model](size, draw)
    seconds = time.process_time() - start
    print(json.dumps({"events": events, "parts": parts, "seconds": seconds, "value": value}))


main(sys.argv[1:])
