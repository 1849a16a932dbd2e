import Testing

@Test("the Codecs tests run")
func placeholder() {
    #expect(Bool(true))
}
