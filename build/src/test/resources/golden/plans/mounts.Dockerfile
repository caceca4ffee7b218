FROM busybox AS tools
FROM busybox
WORKDIR /w
RUN --mount=type=cache,target=/root/.cache,sharing=locked --mount=type=bind,source=src,target=in,rw \
    --mount=type=bind,from=tools,target=/tools --mount=type=tmpfs,target=/tmp,size=64m \
    --mount=type=secret,id=token,required --mount=type=secret,id=key,env=KEY \
    --network=none build
