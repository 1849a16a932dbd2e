import Mustache

/// The pages, ready to be rendered.
struct Pages: Sendable {
    static let landing = Pages(body: LandingTemplate.template)
    static let demo = Pages(body: DemoTemplate.template)
    /// The content policy of both.
    static let policy = ContentPolicy.forPage(css: PageStyle.css)

    private let library: MustacheLibrary

    /// A page with `body` in the frame.
    ///
    /// The templates are ours and tested, so one that does not parse is our bug.
    private init(body: String) {
        do {
            library = MustacheLibrary(templates: [
                "frame": try MustacheTemplate(string: PageFrame.template),
                "body": try MustacheTemplate(string: body),
            ])
        } catch {
            preconditionFailure("a page template does not parse: \(error)")
        }
    }

    /// The page with `values`; texts among them are escaped by the template.
    func render(_ values: [String: Any]) -> String {
        var values = values
        values["css"] = PageStyle.css
        return library.render(values, withTemplate: "frame") ?? ""
    }
}
