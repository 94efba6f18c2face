# Node 24 is the long-term release. Debian rather than Alpine: the PostgreSQL that npm brings is built for glibc.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json build.mjs tsconfig.json ./
COPY schema schema
COPY seeds seeds
COPY src src
# The first builds dist/, the second leaves what runs.
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="criugraph" \
      org.opencontainers.image.description="What blocks the software that integrates CRIU, why, and who says so" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    DATA_DIR=/var/lib/criugraph
# Without DATABASE_URL the graph is kept here, by a PostgreSQL that refuses to run as root.
RUN install --directory --owner=node --group=node "$DATA_DIR"
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/schema schema
COPY --from=build /app/seeds seeds
COPY --from=build /app/src/graphql/operations src/graphql/operations
COPY --from=build /app/src/plugins/playground src/plugins/playground
COPY LICENSE ./
USER node
VOLUME /var/lib/criugraph
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 \
  CMD ["node", "/app/dist/src/main.js", "health"]
# Without a shell between, so that a stop reaches the program, which then closes its database.
ENTRYPOINT ["node", "/app/dist/src/main.js"]
CMD ["serve"]
