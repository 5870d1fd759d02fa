# syntax=docker/dockerfile:1
# Two stages: packages are installed in the first; the second has neither pip's cache nor a compiler.

FROM python:3.11-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --no-deps --only-binary :all: --require-hashes --requirement requirements.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=marketplace.settings.production \
    ESTUARY_VAR=/var/lib/estuary
RUN useradd --system --uid 10001 --home-dir /var/lib/estuary --create-home estuary
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/estuary
COPY . .
# These two need settings but no server: the values exist for this one command only.
RUN SECRET_KEY=for-the-build-only-for-the-build-only-for-the-build-only ALLOWED_HOSTS=localhost \
    DATABASE_URL=sqlite://:memory: \
    sh -c 'python manage.py compile_catalogues && python manage.py collectstatic --no-input'
USER estuary
VOLUME /var/lib/estuary
EXPOSE 8000
# Plain HTTP from inside, under a name the site answers to.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz/', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].strip().lstrip('.')}), timeout=4)"]
CMD ["gunicorn", "marketplace.wsgi", "--bind=0.0.0.0:8000", "--threads=4", "--timeout=60", "--limit-request-line=0", "--worker-tmp-dir=/dev/shm", "--access-logfile=-"]
