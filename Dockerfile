# docker build -t reelscore . && docker run -p 8080:8080 -v reelscore:/data reelscore
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /reelscore . && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /reelscore /reelscore
COPY --from=build --chown=65532:65532 /data /data
# Dry runs and large uploads keep files for a while.
COPY --from=build --chown=65532:65532 /data /tmp
USER 65532:65532
ENV REELSCORE_ADDR=:8080 REELSCORE_DB=/data/reelscore.db
EXPOSE 8080
VOLUME /data
ENTRYPOINT ["/reelscore"]
