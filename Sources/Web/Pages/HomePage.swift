import Hummingbird

enum HomePage {
    static let answer: Endpoint.OpenAnswer = { _, _, _ in Response(status: .ok) }
}
