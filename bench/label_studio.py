"""A Label Studio on PostgreSQL with one project of pairs and its annotators, ready to be driven by DeskBenchmark.

usage: label_studio.py VENV JDBC_URL WORK TASKS PEOPLE OUT.json; runs until it is stopped."""
import json, os, secrets, signal, subprocess, sys, time, urllib.error, urllib.request
from urllib.parse import parse_qs, urlsplit

venv, jdbc, work, tasks, people, out = sys.argv[1:7]
tasks, people = int(tasks), int(people)
database = urlsplit(jdbc.removeprefix("jdbc:"))
account = parse_qs(database.query)
port = 8181
url = f"http://127.0.0.1:{port}"
environment = os.environ | {
    "DJANGO_DB": "default",
    "POSTGRE_USER": account["user"][0],
    "POSTGRE_PASSWORD": account["password"][0],
    "POSTGRE_NAME": "label_studio",
    "POSTGRE_HOST": database.hostname,
    "POSTGRE_PORT": str(database.port),
    "LABEL_STUDIO_BASE_DATA_DIR": work,
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
    "LATEST_VERSION_CHECK": "false",
    "COLLECT_ANALYTICS": "false",
    "DEBUG": "false",
    "LOG_LEVEL": "ERROR",
}
admin = secrets.token_hex(20)
subprocess.run(
    [f"{venv}/bin/label-studio", "init", "seed", "-q", "--username", "bench@example.com", "--password", secrets.token_hex(8),
     "--user-token", admin, "--enable-legacy-api-token"],
    env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
environment["DJANGO_SETTINGS_MODULE"] = "core.settings.label_studio"
package = subprocess.run(
    [f"{venv}/bin/python", "-c", "import label_studio, os; print(os.path.dirname(label_studio.__file__))"],
    env=environment, check=True, capture_output=True, text=True).stdout.strip()
server = subprocess.Popen(
    [f"{venv}/bin/gunicorn", "-k", "gthread", "-w", "4", "--threads", "4", "-b", f"127.0.0.1:{port}", "--log-level", "error", "core.wsgi:application"],
    cwd=package, env=environment)
signal.signal(signal.SIGTERM, lambda *_: (server.terminate(), sys.exit(0)))


def call(method, path, body=None):
    request = urllib.request.Request(url + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                     headers={"Authorization": "Token " + admin, "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as reply:
        return json.loads(reply.read() or b"null")


for _ in range(300):
    try:
        urllib.request.urlopen(url + "/health", timeout=5)
        break
    except (urllib.error.URLError, OSError):
        time.sleep(1)

project = call("POST", "/api/projects/", {
    "title": "bench",
    "maximum_annotations": 3,
    "label_config": '<View><Header value="$prompt"/><Text name="response_a" value="$response_a"/><Text name="response_b" value="$response_b"/>'
                    '<Choices name="preference" toName="response_a" choice="single-radio"><Choice value="A&gt;&gt;B"/><Choice value="A&gt;B"/>'
                    '<Choice value="A=B"/><Choice value="B&gt;A"/><Choice value="B&gt;&gt;A"/></Choices></View>'})["id"]
prompt, a, b = "A question of some length. " * 8, "a-nswer that takes a while to read. " * 14, "Another answer, as long. " * 20
for first in range(0, tasks, 5_000):
    call("POST", f"/api/projects/{project}/import",
         [{"data": {"prompt": f"{prompt}{i}", "response_a": a, "response_b": b}} for i in range(first, min(tasks, first + 5_000))])

# People made over REST have no organization, so they are made in the program's own shell.
made = subprocess.run(
    [f"{venv}/bin/python", "-c", f"""
import django; django.setup()
from organizations.models import Organization
from users.models import User
from rest_framework.authtoken.models import Token
o = Organization.objects.first()
for i in range({people}):
    u = User.objects.create_user(email=f'person{{i}}@example.com', username=f'person{{i}}', password='x')
    o.add_user(u); u.active_organization = o; u.save()
    print('token', Token.objects.get_or_create(user=u)[0].key)
"""],
    cwd=package, env=environment, check=True, capture_output=True, text=True)
tokens = [line.split()[1] for line in made.stdout.splitlines() if line.startswith("token ")]
with open(out, "w") as file:
    json.dump({"url": url, "project": project, "tokens": tokens, "pid": server.pid}, file)
print("ready", url, flush=True)
server.wait()
