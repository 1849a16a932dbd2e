import Codecs
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Web

/// Asks a server without a socket, as a client would.
struct Asker: Sendable {
    let client: any TestClientProtocol
    var key: String?

    /// One request.
    func ask(
        _ path: String,
        _ method: HTTPRequest.Method = .get,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var fields: HTTPFields = [:]
        if let key { fields[.authorization] = "Bearer \(key)" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return try await client.execute(uri: path, method: method, headers: fields) { Answer($0) }
    }

    /// The same asker with another key, or none.
    func with(key: String?) -> Asker { Asker(client: client, key: key) }
}

/// What a server answered.
struct Answer: Sendable {
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]

    init(_ response: TestResponse) {
        status = response.status.code
        fields = response.headers
        body = Array(response.body.readableBytesView)
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var lines: [Substring] { text.split(whereSeparator: \.isNewline) }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { fields[$0] }
    }

    /// The body as JSON.
    func json() throws -> JSONValue { try JSONValue.parse(body) }

    /// Ids of a page's records.
    func ids() throws -> [String] { try json()["data"]?.elements?.compactMap { $0["id"]?.text } ?? [] }
}

extension RecaudoServer {
    /// Lets `body` ask this server with `key`.
    func asked<Value: Sendable>(
        key: String? = nil,
        _ body: @escaping @Sendable (Asker) async throws -> Value
    ) async throws -> Value {
        try await application.test(.router) { client in
            try await body(Asker(client: client, key: key))
        }
    }
}
