# syntax=docker/dockerfile:1

# Small, without a shell script, run by an unprivileged user on a file system that may be read-only:
#   docker build -t dossier . && docker run --read-only --tmpfs /tmp --env-file .env -p 3000:3000 dossier
# docker/try.ts does these steps without Docker.

FROM node:24-slim AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build && node --import tsx docker/assemble.ts /app

FROM node:24-slim
# DATA_DIR is used only without DATABASE_URL: then mount a volume there that the user "node" may write to.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 DATA_DIR=/data
WORKDIR /app
# Owned by root: the program cannot change itself.
COPY --from=build /app ./
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "build/server.mjs", "start"]
