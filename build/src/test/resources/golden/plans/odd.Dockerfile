FROM busybox AS a
RUN echo hi > /f
FROM busybox
ARG Q
ARG Z=1
ENV Z=2
RUN --mount=type=tmpfs,target=/t echo $Q$Z
RUN ["echo","x y"]
COPY <<EOF /h
hello $Z
EOF
COPY --from=a --chmod=600 --chown=1 f /g
COPY --link f /l
HEALTHCHECK --retries=3 --timeout=1m30s CMD ["a","b"]
WORKDIR x
WORKDIR y
WORKDIR /
HEALTHCHECK NONE
CMD []
VOLUME ["/a b", "c"]
EXPOSE 8080:80 5-7
LABEL "a b"="c d" e=$Z
USER "nob":0
ENTRYPOINT echo "hi"
