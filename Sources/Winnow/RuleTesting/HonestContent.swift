/// What honest pages have before anything planted: a heading, some text and a link of their own.
enum HonestContent {
    private static let latin = """
        <h1>Opening hours of the lighthouse</h1>
        <p>The lighthouse can be climbed from April to October. The stairs have two hundred steps, \
        and there is a bench on every second landing. Dogs wait at the gate, where the keeper's \
        daughter looks after them. What the rooms were used for is told on \
        <a href="/lighthouse/history.html">a page of its own</a>, with drawings.</p>

        """
    private static let han = """
        <h1>灯塔开放时间</h1>
        <p>灯塔每年四月至十月开放，楼梯共有二百级台阶，每隔一层设有长椅，方便老人和儿童休息。宠物请留在大门口，\
        由看守人的女儿照看。各个房间过去的用途，请看<a href="/lighthouse/history.html">灯塔的历史</a>一页，附有手绘图。\
        遇到大风天气，顶层平台暂停开放，售票处门口会挂出告示，已经买票的游客可以改日再来。</p>

        """

    /// Content in the script that most of a text is written in: no author changes it in between.
    static func bytes(like text: String) -> [UInt8] {
        var (hanCount, latinCount) = (0, 0)
        for scalar in text.unicodeScalars {
            if (0x4E00..<0xA000).contains(scalar.value) { hanCount += 1 }
            if scalar.isASCII, scalar.properties.isAlphabetic { latinCount += 1 }
        }
        return Array((hanCount > latinCount ? han : latin).utf8)
    }
}
