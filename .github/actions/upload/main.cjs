void require('../bundle/main.cjs').main('upload');
