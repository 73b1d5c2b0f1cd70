# One program in a small image; the roles are chosen with `docket serve --roles`.

FROM node:22-bookworm-slim AS console
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm install --no-save --no-audit --no-fund
COPY web .
RUN npm run messages && npm run build

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
COPY --from=console /src/web/dist web/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin docket \
    && cp target/release/docket /usr/local/bin/docket

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /var/lib/docket --create-home docket \
    && install -d -o docket /var/lib/docket/attachments
COPY --from=build /usr/local/bin/docket /usr/local/bin/docket
USER docket
WORKDIR /var/lib/docket
ENV DOCKET_LISTEN=0.0.0.0:8080 DOCKET_LOG_FORMAT=json
EXPOSE 8080
# SIGTERM is a graceful stop within ten seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["docket"]
CMD ["serve"]
