import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

extension Response {
    /// What HEAD gets of this answer: its head, with the length of the body only where that is known.
    ///
    /// Hummingbird's `createHeadResponse` would state a length of 0 for a body that is made while it is sent.
    func headAnswer() -> Response {
        guard body.contentLength == nil else { return createHeadResponse() }
        return Response(status: status, headers: headers, body: .unsent)
    }
}

extension ResponseBody {
    /// A body of unknown length of which nothing is sent, for the answer to HEAD.
    static var unsent: ResponseBody {
        ResponseBody { writer in try await writer.finish(nil) }
    }
}

/// Keeps the end mark of a chunked body from following the head of an answer to HEAD.
///
/// SwiftNIO's encoder does not know the method of a request: to a head without a length it adds
/// `Transfer-Encoding: chunked`, which is right (RFC 9112, 6.1), and at the end `0 CR LF CR LF`, which the client of a
/// kept connection would read as the start of the next answer. The handler holds a gate of its own at the head of the
/// pipeline, behind the encoder, and shuts it while that mark passes.
final class HeadAnswerFraming: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private let gate = Gate()
    /// Whether it is HEAD, for each request that is not answered yet: a client may send several at once.
    private var isHead: CircularBuffer<Bool> = []

    func handlerAdded(context: ChannelHandlerContext) {
        do {
            try context.pipeline.syncOperations.addHandler(gate, position: .first)
        } catch {
            context.fireErrorCaught(error)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let request) = unwrapInboundIn(data) { isHead.append(request.method == .head) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data), isHead.popFirst() == true else {
            context.write(data, promise: promise)
            return
        }
        gate.isShut = true
        context.write(data, promise: promise)
        gate.isShut = false
    }

    /// Lets the encoder's bytes through unless it is shut.
    private final class Gate: ChannelOutboundHandler {
        typealias OutboundIn = Any

        var isShut = false

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            guard isShut else {
                context.write(data, promise: promise)
                return
            }
            promise?.succeed()
        }
    }
}
