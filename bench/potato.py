"""A Potato with one project of pairs and its annotators, ready to be driven by DeskBenchmark.

usage: potato.py VENV WORK TASKS PEOPLE OUT.json; runs until it is stopped. VENV holds potato-annotation and gunicorn.

OUT.json: url, pid of the server's first process, and cookies, one session a person.
A cycle is two requests with "Cookie: <one of the cookies>", both answered with 200 and JSON:
  GET  /pocket/api/batch?n=1  -> {"items": [{"instance_id": "p7", "text": ..., "annotations": {}}], "total": ..., "done": ...}
  POST /updateinstance, Content-Type: application/json, {"instance_id": "p7", "annotations": {"preference:A>>B": "A>>B"}}
                              -> {"status": "success", ...}
"items" is empty once that person has labelled their quota. The Set-Cookie of the replies can be ignored.
These are the requests of Potato's page for phones. Its desktop page moves on with a third one and loads 44 kB of HTML."""
import json, os, signal, subprocess, sys, time, urllib.request
from http.client import HTTPConnection
from urllib.parse import urlencode

venv, work, tasks, people, out = sys.argv[1:6]
tasks, people = int(tasks), int(people)
venv, work = os.path.abspath(venv), os.path.abspath(work)
port = 8182
url = f"http://127.0.0.1:{port}"
os.makedirs(work, exist_ok=True)
prompt, a, b = "A question of some length. " * 8, "a-nswer that takes a while to read. " * 14, "Another answer, as long. " * 20
with open(f"{work}/pairs.jsonl", "w") as file:
    for i in range(tasks):
        file.write(json.dumps({"id": f"p{i}", "text": f"{prompt}{i}\n\n{a}\n\n{b}"}) + "\n")
# Potato assigns all of a person's items at their first request, in the order of the file, so every three people share a stretch of it.
# Without the quota the first three would hold everything.
quota = tasks // -(-people // 3)
with open(f"{work}/config.yaml", "w") as file:
    json.dump({  # JSON is YAML
        "annotation_task_name": "bench",
        "task_dir": ".",
        "output_annotation_dir": "annotations",
        "data_files": ["pairs.jsonl"],
        "item_properties": {"id_key": "id", "text_key": "text"},
        "annotation_schemes": [{"annotation_type": "radio", "name": "preference", "description": "Which response is better?",
                                "labels": ["A>>B", "A>B", "A=B", "B>A", "B>>A"]}],
        "num_annotators_per_item": 3,
        "max_annotations_per_user": quota,
        "assignment_strategy": "fixed_order",
        "require_password": False,
        "user_config": {"allow_all_users": True, "users": []},
        "pocket": {"enabled": True},
    }, file)
# Its state is in the memory of the process, so there can be only one worker.
server = subprocess.Popen(
    [f"{venv}/bin/gunicorn", "-k", "gthread", "-w", "1", "--threads", "8", "--keep-alive", "75", "-b", f"127.0.0.1:{port}",
     "--log-level", "error", "potato.flask_server:create_app('config.yaml')"],
    cwd=work, stdout=subprocess.DEVNULL)
signal.signal(signal.SIGTERM, lambda *_: (server.terminate(), sys.exit(0)))

while True:
    try:
        urllib.request.urlopen(url + "/health", timeout=5)
        break
    except OSError:
        if server.poll() is not None:
            sys.exit(f"gunicorn ended with {server.returncode}")
        time.sleep(1)

connection = HTTPConnection("127.0.0.1", port, timeout=300)


def call(method, path, body=None, headers={}):
    connection.request(method, path, body, headers)
    reply = connection.getresponse()
    return reply, reply.read()


cookies = []
for i in range(people):
    reply, _ = call("POST", "/auth", urlencode({"email": f"person{i}"}), {"Content-Type": "application/x-www-form-urlencoded"})
    cookies.append(reply.getheader("Set-Cookie").split(";")[0])
    _, batch = call("GET", "/pocket/api/batch?n=1", headers={"Cookie": cookies[-1]})
    assert json.loads(batch)["total"] == quota, batch
connection.close()
with open(out, "w") as file:
    json.dump({"url": url, "pid": server.pid, "cookies": cookies}, file)
print("ready", url, flush=True)
server.wait()
