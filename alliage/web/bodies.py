"""Bodies of responses, as HTTP wants them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse


def head_without_body(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer HEAD with the headers of GET and no body (RFC 9110, 9.3.2).

    Django leaves this to the server, and gunicorn warns about each body it has to throw away.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = iter(())
            else:
                response.content = b""
        return response

    return middleware
