# `namelink serve` in a container, and `namelink mcp`: docs/how-to/container.md says how to run it.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
# What compiles the kernel; its version makes no difference to an answer.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc libc6-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY .ci/build.txt .ci/image.txt .ci/
# All that is downloaded is told by its hash. What builds the wheel stays here.
RUN python -m venv /opt/namelink-build \
 && /opt/namelink-build/bin/pip install --no-cache-dir --require-hashes --requirement .ci/build.txt
RUN python -m venv --without-pip /opt/namelink \
 && pip --python /opt/namelink/bin/python install --no-cache-dir --require-hashes --requirement .ci/image.txt
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY tools tools
COPY data/gazetteer data/gazetteer
COPY src src
RUN /opt/namelink-build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir dist . \
 && pip --python /opt/namelink/bin/python install --no-cache-dir --no-deps dist/*.whl \
 && /opt/namelink/bin/python -c "import namelink; assert namelink.implementation() == 'compiled'"

FROM python:${PYTHON}-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin namelink
COPY --from=build /opt/namelink /opt/namelink
ENV PATH=/opt/namelink/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "from http.client import HTTPConnection; c = HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/health'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["namelink"]
CMD ["serve", "--host", "0.0.0.0"]
