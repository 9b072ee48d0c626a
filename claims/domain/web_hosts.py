"""What is known of hosts on the web: whose copies they keep, and who publishes there."""

import re


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parameters that are tracking wherever they stand. What is tracking on one site and tells pages
# apart on the next (ref, source, share, s) is in ``TRACKING_AT``, or asked about.
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|gad_campaignid|_gl|_ga|msclkid"
    r"|yclid|ysclid|_openstat|twclid|ttclid|li_fat_id|epik|igshid|igsh|mibextid|mc_[ce]id|mkt_tok"
    r"|_hsenc|_hsmi|hsctatracking|vero_(?:id|conv)|oly_(?:enc|anon)_id|ml_subscriber(?:_hash)?"
    r"|at_(?:medium|campaign(?:_type)?|custom\d|format|creation|variant|platform|channel|ptr_name"
    r"|link_(?:id|type|origin)|bbc_team|recipient_(?:id|list))|xtor|xtref|xtcr"
    r"|ns_(?:mchannel|source|campaign|linkname|fee)|unlocked_article_code|ref_src|ref_url"
    r"|s_kwcid|ncid|__twitter_impression|wt_mc|wt_zmc|pk_\w+|mtm_\w+|piwik_\w+|matomo_\w+"
    r"|spm|scid|share_id|sharetoken|sref|wprov|guce_\w+|guccounter|cx_\w+|src_trk"
    r"|fb_(?:action_ids|action_types|source|ref)|action_(?:object|type|ref)_map|_branch_\w+"
    r"|wt\.mc_\w+|soc_(?:src|trk)|nr_email_referer|sr_share|icid|echobox"
    r"|amp_(?:js_v|gsa|lite)|_x_tr_\w+|usqp"
    r"|lmd_\w+|sara_ref|originalarticleuuid|hss_channel|_ke|__hs(?:tc|sc|fp)|_hs(?:fp|tc)"
    r"|srsltid|wickedid|rb_clickid|gad|irclickid|cjevent"
    # A visit, not a page.
    r"|jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken"
)
TRACKING_AT = {
    "x.com": "s|t|lang|mx|cxt|ref",
    "youtube.com": "si|feature|pp|ab_channel",
    "instagram.com": "img_index|hl|taken-by|next",
    "tiktok.com": "is_from_webapp|sender_device|_r|_t|lang|is_copy_url|sec_uid|web_id|share_\\w+",
    "t.me": "single|embed|mode|userpic",
    "facebook.com": "__tn__|__cft__.*|__xts__.*|mibextid|rdid|share_url|ref|refsrc|fref|_rd[rc]|s"
    "|notif_\\w+|paipv|eav|locale|hc_\\w+|sfnsn",
    "threads.net": "xmt|slof",
    "reddit.com": "share_id|rdt|context|ref|ref_source",
    "linkedin.com": "trk|trackingid|originalsubdomain|lipi|rcm",
    "nytimes.com": "smid|smtyp|referringsource|partner|emc|rref|ref|sgrp|searchresultposition",
    "bbc.com": "ocid|ns_\\w+|intlink_from_url|pinned_post_locator|pinned_post_type",
    "msn.com": "ocid|cvid|pc|ei",
    "theguardian.com": "cmp|CMP|share|index",
    "washingtonpost.com": "itid|s_\\w+|outputtype|noredirect|wpisrc|wpmm|pwapi_token",
    "cnn.com": "cid|iid|ref",
    "aljazeera.com": "traffic_source|sf\\d+",
    "reuters.com": "taid|feedtype|feedname|rpc",
    "bloomberg.com": "srnd|sref|leadsource|accesstoken|embedded-checkout|cmpid",
    "ft.com": "sharetype|segmentid|accesstoken|ftcamp|siteedition",
    "wsj.com": "mod|st|reflink",
    "apnews.com": "taid|rss|feedtype",
    "elpais.com": "ssm",
    "faz.net": "gepc",
}
"""What is tracking at these sites alone."""

AMBIGUOUS = re.compile(
    r"ref|refer(?:r)?er|referrer|source|src|from|via|share|smid|ocid|cmp|cmpid|cid|s_cid|campaign"
    r"|partner|mod|origin|traffic_source|rss|s|si|t|print(?:able|view|mode)?|mbid|__s|trk|sid"
    r"|session_?(?:id)?",
    re.IGNORECASE,
)
"""What most often says by which way a reader came, and may all the same name the page."""

SAME_HOST = {
    "twitter.com": "x.com",
    "fxtwitter.com": "x.com",
    "vxtwitter.com": "x.com",
    "fixupx.com": "x.com",
    "fixvx.com": "x.com",
    "twittpr.com": "x.com",
    "nitter.net": "x.com",
    "nitter.poast.org": "x.com",
    "xcancel.com": "x.com",
    "telegram.me": "t.me",
    "telegram.dog": "t.me",
    "fb.com": "facebook.com",
    "mbasic.facebook.com": "facebook.com",
    "touch.facebook.com": "facebook.com",
    "web.facebook.com": "facebook.com",
    "instagr.am": "instagram.com",
    "ddinstagram.com": "instagram.com",
    "threads.com": "threads.net",
    "old.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "youtube-nocookie.com": "youtube.com",
    "music.youtube.com": "youtube.com",
    "weibo.cn": "weibo.com",
    "vk.ru": "vk.com",
    "odnoklassniki.ru": "ok.ru",
    "yewtu.be": "youtube.com",
    "bbc.co.uk": "bbc.com",
    "edition.cnn.com": "cnn.com",
    "lite.cnn.com": "cnn.com",
    "archive.is": "archive.ph",
    "archive.today": "archive.ph",
    "archive.li": "archive.ph",
    "archive.vn": "archive.ph",
    "archive.fo": "archive.ph",
    "archive.md": "archive.ph",
    "web-beta.archive.org": "web.archive.org",
    "wayback.archive.org": "web.archive.org",
    "ghostarchive.com": "ghostarchive.org",
}
"""Mirror domains, old names and views of one site."""

SAME_FIRST = {"nitter": "x.com", "invidious": "youtube.com", "piped": "youtube.com"}
"""Views of a platform that anybody may run: what the host begins with."""

SAME_POST = [
    (re.compile(r"youtube\.com/(?:shorts|live|embed|v|e)/([\w-]+).*"), r"youtu.be/\1"),
    (re.compile(r"youtube\.com/watch\?(?:.*&)?v=([\w-]+).*"), r"youtu.be/\1"),
    (re.compile(r"youtu\.be/([\w-]+).*"), r"youtu.be/\1"),
    (re.compile(r"x\.com/[^/]+(?:/web)?/status(?:es)?/(\d+).*"), r"x.com/i/status/\1"),
    (re.compile(r"instagram\.com/(?:[^/]+/)?(?:p|reels?|tv)/([\w-]+).*"), r"instagram.com/p/\1"),
    (re.compile(r"redd\.it/(\w+)(?:\?.*)?"), r"reddit.com/comments/\1"),
    (
        re.compile(r"reddit\.com/(?:.*/)?comments/(\w+)(?:/[^/?]*)?(?:\?.*)?"),
        r"reddit.com/comments/\1",
    ),
    (re.compile(r"t\.me/s/([^/?]+)(.*)"), r"t.me/\1\2"),
    (
        re.compile(r"facebook\.com/(?:watch\?v=|reel/|[^/]+/videos/(?:[^/]+/)?)(\d+).*"),
        r"facebook.com/watch?v=\1",
    ),
    (re.compile(r"vk\.com/[^/]+\?(?:.*&)?w=wall(-?\d+_\d+).*"), r"vk.com/wall\1"),
    (re.compile(r"(\w+\.wikipedia\.org)/w(?:/index\.php)?\?title=([^&]+)"), r"\1/wiki/\2"),
    (
        re.compile(r"facebook\.com/(?:story|permalink)\.php\?id=(\d+)&story_fbid=(\w+).*"),
        r"facebook.com/\1/posts/\2",
    ),
]
"""Spellings of one post, and the one they are compared by."""

ARCHIVES = _names(
    "web.archive.org archive.ph ghostarchive.org perma.cc webcache.googleusercontent.com arquivo.pt"
    " webarchive.nationalarchives.gov.uk webarchive.loc.gov wayback.archive-it.org webcitation.org"
    " webarchive.org.uk megalodon.jp gyo.tc preserve.ph conifer.rhizome.org cc.bingj.com"
    " timetravel.mementoweb.org archive.vefsafn.is vefsafn.is web.archive.org.au archive.org"
    " freezepage.com archive.wikiwix.com webarchive.library.unt.edu swap.stanford.edu"
)
VIEWERS = _names(
    "translate.google.com 12ft.io removepaywall.com removepaywalls.com r.jina.ai smry.ai"
    " outline.com printfriendly.com"
)
"""They show the page of another as it is."""

REDIRECTORS = {
    "l.facebook.com": "u",
    "lm.facebook.com": "u",
    "l.instagram.com": "u",
    "l.threads.com": "u",
    "l.threads.net": "u",
    "l.messenger.com": "u",
    "l.workplace.com": "u",
    "facebook.com/l.php": "u",
    "facebook.com/flx/warn": "u",
    "google.com/url": "q url",
    "google.com/imgres": "imgrefurl",
    "news.google.com/url": "q url",
    "youtube.com/redirect": "q",
    "out.reddit.com": "url",
    "t.umblr.com": "z",
    "vk.com/away.php": "to",
    "away.vk.com": "to",
    "duckduckgo.com/l": "uddg",
    "r.search.yahoo.com": "ru",
    "slack-redir.net/link": "url",
    "linkedin.com/redir/redirect": "url",
    "linkedin.com/safety/go": "url",
    "steamcommunity.com/linkfilter": "url u",
    "href.li": "url",
    "disq.us/url": "url",
    "getpocket.com/redirect": "url",
    "telegram.me/iv": "url",
    "t.me/iv": "url",
    "t.me/share/url": "url",
    "x.com/intent/tweet": "url",
    "facebook.com/sharer": "u",
    "facebook.com/sharer.php": "u",
    "facebook.com/sharer/sharer.php": "u",
    "translate.google.com/translate": "u",
    "translate.yandex.ru/translate": "url",
    "translate.yandex.com/translate": "url",
}
"""Where the address that is led to stands in a parameter. Outlook's have many hosts."""

# Where each account publishes for itself: how the account stands in the path.
_FIRST = r"/(?P<account>[^/?]+)"
ACCOUNTS = {
    "x.com": r"/(?!i/|i$|search|hashtag|home|intent|share)(?P<account>\w+)",
    "t.me": r"/(?!c/|joinchat|\+|iv$|share/)(?P<account>\w+)",
    "facebook.com": r"/(?!story\.php|permalink\.php|photo|watch|groups(?:/|$)|share|reel|events"
    r"|profile\.php|login|hashtag|media|sharer|p/)(?:pg/)?(?P<account>[^/]+)",
    "instagram.com": r"/(?!p/|reels?/|tv/|stories/?$|explore|accounts)(?:stories/)?"
    r"(?P<account>[\w.]+)",
    "tiktok.com": r"/(?P<account>@[\w.]+)",
    "youtube.com": r"/(?P<account>@[^/]+|(?:c|user|channel)/[^/]+)",
    "threads.net": r"/(?P<account>@[\w.]+)",
    "bsky.app": r"/profile/(?P<account>[^/]+)",
    "medium.com": r"/(?!p/|tag/|m/|search)" + _FIRST[1:],
    "substack.com": r"/(?P<account>@[^/]+)",
    "reddit.com": r"/(?P<account>(?:r|u|user)/[^/]+)",
    "linkedin.com": r"/(?P<account>(?:company|in|school)/[^/]+)",
    "vk.com": r"/(?!away\.php|wall-?\d|video|photo|feed|search)(?P<account>[\w.]+)",
    "ok.ru": r"/(?P<account>(?:group|profile)/[^/]+)",
    "rumble.com": r"/(?P<account>(?:c|user)/[^/]+)",
    "odysee.com": r"/(?P<account>@[^/:]+)",
    "vimeo.com": r"/(?!\d|channels|groups)" + _FIRST[1:],
    "dailymotion.com": r"/(?!video)" + _FIRST[1:],
    "soundcloud.com": _FIRST,
    "tumblr.com": r"/(?!blog/view)" + _FIRST[1:],
    "weibo.com": r"/(?P<account>u/\d+|\d+)",
    "dzen.ru": r"/(?!a/|video|news|suite|shorts|topic)(?P<account>(?:id/)?[^/]+)",
    "rutube.ru": r"/(?P<account>(?:channel|u)/[^/]+)",
    "aparat.com": r"/(?!v/|result|playlist|tag)" + _FIRST[1:],
    "eitaa.com": _FIRST,
    "ble.ir": _FIRST,
    "rubika.ir": r"/(?!post/|joing/|joinc/)" + _FIRST[1:],
    "splus.ir": _FIRST,
    "virasty.com": _FIRST,
    "sharechat.com": r"/profile/(?P<account>[^/]+)",
    "kooapp.com": r"/profile/(?P<account>[^/]+)",
    "space.bilibili.com": r"/(?P<account>\d+)",
    "douyin.com": r"/user/(?P<account>[^/]+)",
    "zhihu.com": r"/(?P<account>(?:people|org)/[^/]+)",
    "blog.naver.com": r"/(?!PostView)" + _FIRST[1:],
    "ameblo.jp": _FIRST,
    "note.com": _FIRST,
    "gettr.com": r"/user/(?P<account>[^/]+)",
    "bitchute.com": r"/channel/(?P<account>[^/]+)",
    "snapchat.com": r"/add/(?P<account>[^/]+)",
    "truthsocial.com": r"/(?P<account>@[^/]+)",
    "mastodon.social": r"/(?P<account>@[^/]+)",
    "gab.com": _FIRST,
    "github.com": _FIRST,
    "issuu.com": _FIRST,
    "flickr.com": r"/photos/(?P<account>[^/]+)",
    "patreon.com": _FIRST,
    "pinterest.com": r"/(?!pin/)" + _FIRST[1:],
    "kick.com": r"/(?!video)" + _FIRST[1:],
    "max.ru": r"/(?!join/|c/|-?\d)" + _FIRST[1:],
    "minds.com": r"/(?!newsfeed|media|group)" + _FIRST[1:],
    "twitch.tv": r"/(?!videos)" + _FIRST[1:],
    "telegra.ph": r"(?!)",
    "youtu.be": r"(?!)",
    "discord.com": r"(?!)",
    "whatsapp.com": r"/channel/(?P<account>\w+)",
}
CARRIES_MANY = _names(
    "magzter.com pressreader.com readly.com zinio.com issuu.com scribd.com yumpu.com calameo.com"
    " constantcontact.com conta.cc campaign-archive.com mailchi.mp list-manage.com ctctcp.com"
    " sendgrid.net createsend.com mailerlite.com news.google.com google.com docs.google.com"
    " drive.google.com sites.google.com groups.google.com bing.com yahoo.com msn.com apple.news"
    " flipboard.com smartnews.com newsbreak.com feedly.com dropbox.com onedrive.live.com"
    " 1drv.ms box.com wetransfer.com mega.nz mediafire.com icloud.com prnewswire.com"
    " businesswire.com globenewswire.com einpresswire.com prweb.com presseportal.de newswire.ca"
    " reliefweb.int allafrica.com proquest.com lexisnexis.com nexis.com factiva.com jstor.org"
    " dailyhunt.in inshorts.com jionews.com newspapers.com britishnewspaperarchive.co.uk"
    " researchgate.net academia.edu zenodo.org ssrn.com osf.io figshare.com documentcloud.org"
    " bit.ly tinyurl.com t.co goo.gl ow.ly buff.ly is.gd lnkd.in dlvr.it trib.al shorturl.at rb.gy"
    " cutt.ly ift.tt fb.me fb.watch vt.tiktok.com vm.tiktok.com redd.it linktr.ee pastebin.com"
    " imgur.com streamable.com gofile.io justpaste.it rentry.co scmp.tech medium.com substack.com"
    " blogspot.com wordpress.com blogger.com wixsite.com weebly.com github.io tumblr.com"
    " livejournal.com telegra.ph amazonaws.com cloudfront.net github.com githubusercontent.com"
    " change.org eventbrite.com spotify.com podcasts.apple.com wikipedia.org wikimedia.org"
    " wikileaks.org 4chan.org quora.com stackexchange.com mp.weixin.qq.com bilibili.com b23.tv"
    " toutiao.com baijiahao.baidu.com tieba.baidu.com kuaishou.com xiaohongshu.com xhslink.com"
    " naver.com naver.me daum.net kakao.com line.me lin.ee yahoo.co.jp nicovideo.jp zalo.me"
    " chat.whatsapp.com wa.me viber.com signal.group news.mail.ru my.mail.ru rambler.ru yandex.ru"
    " yandex.com ya.ru vk.cc clck.ru ok.me nabd.com eksisozluk.com upday.com ground.news"
    " newsnow.co.uk beehiiv.com ghost.io buttondown.com vocal.media notion.so notion.site carrd.co"
    " web.app firebaseapp.com vercel.app netlify.app pages.dev gitlab.io herokuapp.com tistory.com"
    " hatenablog.com blogfa.com blog.ir over-blog.com canalblog.com jimdofree.com squarespace.com"
    " windows.net googleapis.com backblazeb2.com r2.dev digitaloceanspaces.com drive.proton.me"
    " cloud.mail.ru tgstat.ru tgstat.com telemetr.io telemetr.me imo.im post.news"
)
"""Shops, newsstands, mailers, shorteners and stores of what many publish."""

OWN_SUBDOMAINS = _names(
    "blogspot.com wordpress.com substack.com medium.com wixsite.com weebly.com github.io tumblr.com"
    " livejournal.com beehiiv.com ghost.io buttondown.com notion.site carrd.co web.app"
    " firebaseapp.com vercel.app netlify.app pages.dev gitlab.io herokuapp.com tistory.com"
    " hatenablog.com blogfa.com blog.ir over-blog.com canalblog.com jimdofree.com squarespace.com"
)
"""There each publisher has a host of his own: one.blogspot.com."""
