"""What the sources ask of each sheet is asked for, by the name that they have for it."""

from __future__ import annotations

import pytest

from forms.load import built_in

ASKED = {
    "topic": "议题来源 提议人 联系方式 事由 涉及户数 诉求 联名 受理意见 类型 轻重 难易",
    "investigation": "日期 地点 调研人 对象 政策 实际 意见 证据",
    "suggestions": "编号 内容 支持人数",
    "duties": "事项 责任单位 责任人 时限 资金",
    "feedback": "进度 结果 未办原因 答复人",
    "publicity": "事项 会议日期 票数 公示起 公示止 异议渠道 监督意见 张贴照片",
    "satisfaction": "满意 基本满意 不满意 不了解",
    "appraisal": "优秀 称职 基本称职 不称职",
    "mediation-agreement": "当事人 争议 责任 协议内容 履行方式 履行期限 调解员 司法确认",
    "intake": "反映人及单位 情况 问题 原因分析 建议",
    "activity": "序号 日期 地点 主题 六步 参与者 成效 照片",
    "four-discussions": "提议 商议 审议 决议 决议公开 实施结果公开 乡镇参加人及职务 监督意见 合并 应到 实到 同意",
}


@pytest.mark.parametrize("name", ASKED)
def test_a_sheet_asks_for_what_its_source_names(name: str) -> None:
    form = built_in().sheet(name)
    fields = form.at(form.version)
    titles = [field.title for field in fields] + [column.title for field in fields for column in field.columns]
    words = ASKED[name].split()
    for word in words:  # 不满意 does not ask for 满意
        longer = [other for other in words if word in other and other != word]
        assert any(word in title and not any(other in title for other in longer) for title in titles), word
