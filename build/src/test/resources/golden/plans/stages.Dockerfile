ARG TAG=1.36
FROM busybox:$TAG AS build
WORKDIR /src
COPY . .
RUN make

FROM build AS test
RUN make test

FROM scratch AS files
COPY --from=build /src/out /

FROM busybox:${TAG%.*}
COPY --from=files / /app/
COPY --from=nginx:latest /etc/nginx/nginx.conf /etc/
CMD ["/app/run"]
